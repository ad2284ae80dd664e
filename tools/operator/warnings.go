package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
)

// logger returns a logger whose warnings land in the report.
func (r *Report) logger() *slog.Logger { return slog.New(warnings{report: r}) }

// warnings is a slog.Handler for what the operator's packages log.
type warnings struct {
	report *Report
	attrs  []slog.Attr
}

func (w warnings) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

func (w warnings) Handle(_ context.Context, record slog.Record) error {
	// The report has a verdict with the reason for each of these.
	if strings.HasPrefix(record.Message, "skipping") {
		return nil
	}
	text := record.Message
	add := func(attr slog.Attr) bool {
		text += " " + attr.String()
		return true
	}
	for _, attr := range w.attrs {
		add(attr)
	}
	record.Attrs(add)
	r := w.report
	r.warn("%s", text)
	return nil
}

func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{report: w.report, attrs: append(append([]slog.Attr{}, w.attrs...), attrs...)}
}

func (w warnings) WithGroup(string) slog.Handler { return w }

// oneLine joins the lines of an error: a fault is one line.
func oneLine(err error) error {
	return errors.New(strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\n", "; ")), " "))
}
