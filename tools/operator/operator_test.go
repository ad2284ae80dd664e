package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// generateFrom runs the program over testdata/accepted.yaml after one replacement in its text.
func generateFrom(t *testing.T, old, new string) *output {
	t.Helper()
	raw, err := os.ReadFile("testdata/accepted.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	if !strings.Contains(text, old) {
		t.Fatalf("testdata has no %q", old)
	}
	documents, err := parseDocuments("test", strings.NewReader(strings.Replace(text, old, new, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return generate(context.Background(), documents)
}

func verdict(t *testing.T, out *output, kind, name string) Verdict {
	t.Helper()
	i := slices.IndexFunc(out.Report.Resources, func(v Verdict) bool { return v.Kind == kind && v.Name == name })
	if i < 0 {
		t.Fatalf("no verdict on %s %s: %+v", kind, name, out.Report.Resources)
	}
	return out.Report.Resources[i]
}

func expect(t *testing.T, got Verdict, status Status, reasons ...string) {
	t.Helper()
	if got.Status != status {
		t.Errorf("%s %s is %q (%s), want %q", got.Kind, got.Name, got.Status, got.Reason, status)
	}
	for _, reason := range reasons {
		if !strings.Contains(got.Reason, reason) {
			t.Errorf("reason %q does not say %q", got.Reason, reason)
		}
	}
}

func TestAcceptsASetThatTheOperatorAccepts(t *testing.T) {
	out := generateFrom(t, "", "")
	if len(out.Report.Faults) > 0 || len(out.Report.Warnings) > 0 {
		t.Fatalf("faults %v, warnings %v", out.Report.Faults, out.Report.Warnings)
	}
	if got := len(out.Report.Resources); got != 8 {
		t.Errorf("%d verdicts, want 8", got)
	}
	for _, job := range []string{"serviceMonitor/shop/orders/0", "podMonitor/shop/workers/0", "probe/monitoring/front", "scrapeConfig/monitoring/legacy"} {
		if !strings.Contains(string(out.Prometheus), "job_name: "+job+"\n") {
			t.Errorf("no job %s in prometheus.yaml", job)
		}
	}
	if !strings.Contains(string(out.Prometheus), "metrics_path: /probe\n") {
		t.Error("the default of the custom resource definition is not applied to the probe")
	}
	if !strings.Contains(out.Rules["shop-orders.yaml"], "alert: OrdersDown") {
		t.Errorf("rules: %v", out.Rules)
	}
}

func TestStampsTheLabelsOfTheDefaultScrapeClassOnEveryJob(t *testing.T) {
	out := generateFrom(t, "", "")
	configuration := string(out.Prometheus)
	jobs := strings.Count(configuration, "- job_name:")
	if got := strings.Count(configuration, "target_label: environment\n    replacement: dev"); got != jobs {
		t.Errorf("%d of %d jobs have the label environment", got, jobs)
	}
}

func TestReadsCredentialsFromTheSecretThatAMonitorNames(t *testing.T) {
	out := generateFrom(t, "", "")
	if !strings.Contains(string(out.Prometheus), "username: scraper") {
		t.Error("no basic_auth in prometheus.yaml")
	}
	out = generateFrom(t, "key: user }", "key: missing }")
	expect(t, verdict(t, out, "ServiceMonitor", "orders"), rejected, `key "missing" in secret "scrape" not found`)
}

func TestRefusesAFieldThatTheOperatorDoesNotKnow(t *testing.T) {
	out := generateFrom(t, "for: 1m", "forr: 1m")
	expect(t, verdict(t, out, "PrometheusRule", "orders"), rejected, `unknown field "spec.groups[0].rules[0].forr"`)
	if len(out.Report.Faults) != 1 {
		t.Errorf("faults: %v", out.Report.Faults)
	}
}

func TestReportsAMonitorThatNoSelectorMatches(t *testing.T) {
	out := generateFrom(t, "{ name: orders, namespace: shop, labels: { release: observatory } }", "{ name: orders, namespace: shop, labels: { release: observatori } }")
	expect(t, verdict(t, out, "ServiceMonitor", "orders"), notSelected, "serviceMonitorSelector (release=observatory)", "release=observatori")
	if strings.Contains(string(out.Prometheus), "serviceMonitor/shop/orders") {
		t.Error("it is scraped all the same")
	}
}

func TestReportsAMonitorWhoseNamespaceIsNotSelected(t *testing.T) {
	out := generateFrom(t, "{ name: workers, namespace: shop }", "{ name: workers, namespace: stranger }")
	expect(t, verdict(t, out, "PodMonitor", "workers"), notSelected, "podMonitorNamespaceSelector", "namespace stranger")
	out = generateFrom(t, "{ name: workers, namespace: shop }", "{ name: workers, namespace: nowhere }")
	expect(t, verdict(t, out, "PodMonitor", "workers"), notSelected, "there is no Namespace nowhere")
	out = generateFrom(t, "{ name: front, namespace: monitoring }", "{ name: front, namespace: shop }")
	expect(t, verdict(t, out, "Probe", "front"), notSelected, "looks into its own namespace only")
}

func TestRefusesARuleThatIsNoPromQL(t *testing.T) {
	out := generateFrom(t, `up{job="orders"} == 0`, `rate(up{job="orders"}) == 0`)
	expect(t, verdict(t, out, "PrometheusRule", "orders"), rejected, "OrdersDown", "expected type range vector")
	if len(out.Rules) > 0 {
		t.Errorf("rules: %v", out.Rules)
	}
}

func TestRefusesMonitorsThatTheOperatorRefuses(t *testing.T) {
	out := generateFrom(t, "interval: 15s", "interval: 15s\n      scrapeTimeout: 20s")
	expect(t, verdict(t, out, "ServiceMonitor", "orders"), rejected, "scrapeTimeout", "greater than scrapeInterval")
	out = generateFrom(t, "podMetricsEndpoints: [", "scrapeClass: other\n  podMetricsEndpoints: [")
	expect(t, verdict(t, out, "PodMonitor", "workers"), rejected, `scrapeClass "other" not found`)
}

func TestRefusesAnAlertmanagerConfigurationThatTheOperatorRefuses(t *testing.T) {
	for name, change := range map[string][3]string{
		"route to nowhere":    {"receiver: pager,", "receiver: pagr,", `undefined receiver "pagr"`},
		"matcher on the root": {"receiver: nobody\n", "receiver: nobody\n      matchers: ['a=\"b\"']\n", "root route must not have any matchers"},
		"unknown field":       {"routing_key_file", "routing_kei_file", "routing_kei_file not found"},
		"missing Secret":      {"configSecret: routes", "configSecret: rutes", "there is no Secret monitoring/rutes"},
	} {
		t.Run(name, func(t *testing.T) {
			out := generateFrom(t, change[0], change[1])
			expect(t, verdict(t, out, "Alertmanager", "main"), rejected, change[2])
			if out.Alertmanager != nil {
				t.Error("alertmanager.yaml is written all the same")
			}
		})
	}
}

func TestTakesTheRoutesOfTenantsOnlyFromSelectedNamespaces(t *testing.T) {
	out := generateFrom(t, "", "")
	if !strings.Contains(string(out.Alertmanager), "receiver: shop/own/hook\n    matchers:\n    - namespace=\"shop\"") {
		t.Errorf("the tenant's route is not limited to its namespace:\n%s", out.Alertmanager)
	}
	out = generateFrom(t, "{ name: own, namespace: shop,", "{ name: own, namespace: stranger,")
	expect(t, verdict(t, out, "AlertmanagerConfig", "own"), notSelected, "alertmanagerConfigNamespaceSelector", "namespace stranger")
	if strings.Contains(string(out.Alertmanager), "hook") {
		t.Error("its route is there all the same")
	}
	out = generateFrom(t, "route: { receiver: hook }", "route: { receiver: huk }")
	expect(t, verdict(t, out, "AlertmanagerConfig", "own"), rejected, `receiver "huk" not found`)
	expect(t, verdict(t, out, "Alertmanager", "main"), accepted)
}

func TestWritesTheSameBytesTwice(t *testing.T) {
	var written [2]map[string]string
	for i := range written {
		folder := t.TempDir()
		faults, err := run(context.Background(), []string{"generate", "--input", "testdata", "--output", folder})
		if err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
		written[i] = map[string]string{}
		for _, file := range []string{"prometheus.yaml", "alertmanager.yaml", "report.json", "rules/shop-orders.yaml"} {
			content, err := os.ReadFile(filepath.Join(folder, file))
			if err != nil {
				t.Fatal(err)
			}
			written[i][file] = string(content)
		}
	}
	for file, content := range written[0] {
		if content != written[1][file] {
			t.Errorf("%s differs between two runs", file)
		}
	}
}

func TestReadsListsAndJSON(t *testing.T) {
	documents, err := parseDocuments("test", strings.NewReader(`{"kind":"List","apiVersion":"v1","items":[
		{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"a"}},
		{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"b"}}]}`))
	if err != nil || len(documents) != 2 {
		t.Fatalf("%d documents, %v", len(documents), err)
	}
}

func TestReportsAnObjectThatIsThereTwice(t *testing.T) {
	out := generateFrom(t, "{ name: workers, namespace: shop }", "{ name: workers, namespace: shop }\nspec: { selector: {}, podMetricsEndpoints: [] }\n---\napiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: workers, namespace: shop }")
	if len(out.Report.Faults) != 1 || !strings.Contains(out.Report.Faults[0], "PodMonitor shop/workers is there twice") {
		t.Errorf("faults: %v", out.Report.Faults)
	}
}
