// Command operator shows what the Prometheus operator makes of custom resources, without a cluster:
// it reads Kubernetes objects and writes the configuration of Prometheus and Alertmanager, the rule
// files, and a report that says for each custom resource whether it was taken, and if not, why.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
)

const usage = `usage: operator generate --input <folder, or - for standard input> --output <folder>`

func main() {
	faults, err := run(context.Background(), os.Args[1:])
	if err != nil {
		faults = []string{err.Error()}
	}
	for _, fault := range faults {
		fmt.Fprintln(os.Stderr, fault)
	}
	if len(faults) > 0 {
		os.Exit(1)
	}
}

// run executes one command line. Faults of the objects are returned apart from errors of the run itself:
// with faults the output is written all the same, as the operator goes on with what it accepts.
func run(ctx context.Context, args []string) ([]string, error) {
	if len(args) == 0 || args[0] != "generate" {
		return nil, errors.New(usage)
	}
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	input := flags.String("input", "-", "folder with YAML or JSON files, or - for standard input")
	output := flags.String("output", "", "folder to write to")
	if err := flags.Parse(args[1:]); err != nil {
		return nil, err
	}
	if *output == "" || flags.NArg() > 0 {
		return nil, errors.New(usage)
	}

	documents, err := readDocuments(*input)
	if err != nil {
		return nil, err
	}
	result := generate(ctx, documents)
	if err := result.write(*output); err != nil {
		return nil, err
	}
	return result.Report.Faults, nil
}

// generate does the operator's work on a set of documents.
func generate(ctx context.Context, documents []document) *output {
	report := newReport()
	cluster := newCluster(documents, report)
	result := &output{Rules: map[string]string{}, Report: report}
	generatePrometheus(ctx, cluster, result)
	generateAlertmanager(ctx, cluster, result)
	report.finish()
	return result
}
