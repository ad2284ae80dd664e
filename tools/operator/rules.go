package main

import (
	"errors"
	"slices"

	"github.com/blang/semver/v4"
	"github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/prometheus-operator/prometheus-operator/pkg/namespacelabeler"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	"github.com/prometheus/prometheus/promql/parser"
	"sigs.k8s.io/yaml"
)

// generateRules writes a rule file for each PrometheusRule that the Prometheus object selects and the operator accepts.
func generateRules(c *cluster, out *output) {
	p := c.prometheus
	s := selector{"rule", p, p.Spec.RuleSelector, p.Spec.RuleNamespaceSelector}
	labeler := namespacelabeler.New(p.Spec.EnforcedNamespaceLabel, excludedFromEnforcement(p), true)
	for _, rule := range choose(c, monitoringv1.PrometheusRuleKind, s, c.rules) {
		content, err := ruleFile(p, labeler, rule)
		if err != nil {
			c.report.reject(monitoringv1.PrometheusRuleKind, rule, err)
			continue
		}
		// The operator adds the UID, which objects have in a cluster only: a-b/c and a/b-c look alike without it.
		file := rule.Namespace + "-" + rule.Name + ".yaml"
		if _, taken := out.Rules[file]; taken {
			c.report.reject(monitoringv1.PrometheusRuleKind, rule, errors.New("another rule object has the file "+file))
			continue
		}
		c.report.accept(monitoringv1.PrometheusRuleKind, rule)
		out.Rules[file] = content
	}
}

func ruleFile(p *monitoringv1.Prometheus, labeler *namespacelabeler.Labeler, rule *monitoringv1.PrometheusRule) (string, error) {
	if err := labeler.EnforceNamespaceLabel(rule); err != nil {
		return "", err
	}
	version, err := semver.ParseTolerant(operator.StringValOrDefault(p.Spec.Version, operator.DefaultPrometheusVersion))
	if err != nil {
		return "", err
	}
	// Also unsets what is for Thanos only and durations that are empty.
	scheme := operator.ValidationSchemeForPrometheus(version)
	if faults := operator.ValidateRule(rule.Spec, scheme, parserOptions(p)); len(faults) > 0 {
		return "", oneLine(errors.Join(faults...))
	}
	content, err := yaml.Marshal(rule.Spec)
	return string(content), err
}

// parserOptions follows the feature flags of the Prometheus object, as the operator does.
func parserOptions(p *monitoringv1.Prometheus) parser.Options {
	enabled := func(feature string) bool {
		return slices.Contains(p.Spec.EnableFeatures, monitoringv1.EnableFeature(feature))
	}
	return parser.Options{
		EnableExperimentalFunctions:  enabled("promql-experimental-functions"),
		ExperimentalDurationExpr:     enabled("promql-duration-expr"),
		EnableExtendedRangeSelectors: enabled("promql-extended-range-selectors"),
		EnableBinopFillModifiers:     enabled("promql-binop-fill-modifiers"),
	}
}

func excludedFromEnforcement(p *monitoringv1.Prometheus) []monitoringv1.ObjectReference {
	excluded := slices.Clone(p.Spec.ExcludedFromEnforcement)
	for _, rule := range p.Spec.PrometheusRulesExcludedFromEnforce {
		excluded = append(excluded, monitoringv1.ObjectReference{
			Namespace: rule.RuleNamespace,
			Group:     monitoring.GroupName,
			Resource:  monitoringv1.PrometheusRuleName,
			Name:      rule.RuleName,
		})
	}
	return excluded
}
