package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// operatorModule is the Go module whose packages do the work.
const operatorModule = "github.com/prometheus-operator/prometheus-operator"

// Status says what became of a custom resource.
type Status string

const (
	accepted    Status = "accepted"
	rejected    Status = "rejected"
	notSelected Status = "not selected"
)

// Verdict is what became of one custom resource, and why.
type Verdict struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Status    Status `json:"status"`
	Reason    string `json:"reason,omitempty"`
}

// Report is written as report.json.
type Report struct {
	// OperatorVersion is the version of the operator whose packages judged the objects.
	OperatorVersion string    `json:"operatorVersion"`
	Resources       []Verdict `json:"resources"`
	// Warnings need no action for the output to be right; they are what the operator would log.
	Warnings []string `json:"warnings"`
	// Faults is one line for each resource that is not accepted and for each other fault.
	Faults []string `json:"faults"`
}

func newReport() *Report {
	return &Report{OperatorVersion: operatorVersion(), Resources: []Verdict{}, Warnings: []string{}, Faults: []string{}}
}

func (r *Report) add(kind string, object metav1.Object, status Status, reason string) {
	r.Resources = append(r.Resources, Verdict{kind, object.GetNamespace(), object.GetName(), status, reason})
}

func (r *Report) accept(kind string, object metav1.Object) { r.add(kind, object, accepted, "") }

func (r *Report) reject(kind string, object metav1.Object, reason error) {
	r.add(kind, object, rejected, reason.Error())
}

func (r *Report) fault(format string, args ...any) {
	r.Faults = append(r.Faults, fmt.Sprintf(format, args...))
}

func (r *Report) warn(format string, args ...any) {
	r.Warnings = append(r.Warnings, fmt.Sprintf(format, args...))
}

// finish sorts the report and turns each resource that is not accepted into a fault.
func (r *Report) finish() {
	slices.SortFunc(r.Resources, func(a, b Verdict) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	for _, v := range r.Resources {
		if v.Status != accepted {
			r.fault("%s %s/%s is %s: %s", v.Kind, v.Namespace, v.Name, v.Status, v.Reason)
		}
	}
	slices.Sort(r.Warnings)
}

// output is everything that is written.
type output struct {
	Prometheus   []byte
	Alertmanager []byte
	// Rules holds the rule files: name of the file, content.
	Rules  map[string]string
	Report *Report
}

func (o *output) write(folder string) error {
	report, err := json.MarshalIndent(o.Report, "", "  ")
	if err != nil {
		return err
	}
	files := map[string][]byte{"report.json": append(report, '\n')}
	if o.Prometheus != nil {
		files["prometheus.yaml"] = o.Prometheus
	}
	if o.Alertmanager != nil {
		files["alertmanager.yaml"] = o.Alertmanager
	}
	for name, content := range o.Rules {
		files[filepath.Join("rules", name)] = []byte(content)
	}
	if err := os.MkdirAll(filepath.Join(folder, "rules"), 0o755); err != nil {
		return err
	}
	for name, content := range files {
		// Not for others to read: the generated configuration holds what the Secrets hold.
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func operatorVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, module := range info.Deps {
		if module.Path == operatorModule {
			return module.Version
		}
	}
	return ""
}
