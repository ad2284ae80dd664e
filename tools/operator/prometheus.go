package main

import (
	"context"
	"errors"
	"fmt"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/k8s"
	"github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	"github.com/prometheus-operator/prometheus-operator/pkg/prometheus/validation"
	corev1 "k8s.io/api/core/v1"
)

// generatePrometheus writes prometheus.yaml and the rule files of the Prometheus object.
func generatePrometheus(ctx context.Context, c *cluster, out *output) {
	p := c.prometheus
	if p == nil {
		reason := "there is no Prometheus object"
		leaveOut(c, monitoringv1.ServiceMonitorsKind, reason, c.serviceMonitors)
		leaveOut(c, monitoringv1.PodMonitorsKind, reason, c.podMonitors)
		leaveOut(c, monitoringv1.ProbesKind, reason, c.probes)
		leaveOut(c, monitoringv1alpha1.ScrapeConfigsKind, reason, c.scrapeConfigs)
		leaveOut(c, monitoringv1.PrometheusRuleKind, reason, c.rules)
		return
	}
	generateRules(c, out)
	configuration, err := prometheusConfiguration(ctx, c)
	if err != nil {
		c.report.reject(monitoringv1.PrometheusesKind, p, err)
		return
	}
	c.report.accept(monitoringv1.PrometheusesKind, p)
	out.Prometheus = configuration
}

func prometheusConfiguration(ctx context.Context, c *cluster) ([]byte, error) {
	p, store, logger := c.prometheus, c.store(), c.report.logger()
	if p.Spec.ServiceMonitorSelector == nil && p.Spec.PodMonitorSelector == nil &&
		p.Spec.ProbeSelector == nil && p.Spec.ScrapeConfigSelector == nil {
		return nil, errors.New("it has no selector at all: the operator leaves its configuration to the user")
	}
	selected, err := selectMonitors(ctx, c, store)
	if err != nil {
		return nil, err
	}
	// Every cluster that the deployed charts run on has EndpointSlices; the feature gates are off by default.
	generator, err := prometheus.NewConfigGenerator(logger, p, prometheus.WithEndpointSliceSupport())
	if err != nil {
		return nil, err
	}
	if err := loadReferences(ctx, p, generator, store); err != nil {
		return nil, err
	}
	var additional [3][]byte
	for i, reference := range []struct {
		field string
		key   *corev1.SecretKeySelector
	}{
		{"additionalScrapeConfigs", p.Spec.AdditionalScrapeConfigs},
		{"additionalAlertRelabelConfigs", p.Spec.AdditionalAlertRelabelConfigs},
		{"additionalAlertManagerConfigs", p.Spec.AdditionalAlertManagerConfigs},
	} {
		additional[i], err = k8s.LoadSecretRef(ctx, logger, c.Secrets(p.Namespace), reference.key)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", reference.field, err)
		}
	}
	return generator.GenerateServerConfiguration(
		p,
		selected.serviceMonitors.ValidResources(),
		selected.podMonitors.ValidResources(),
		selected.probes.ValidResources(),
		selected.scrapeConfigs.ValidResources(),
		store,
		additional[0], additional[1], additional[2],
		[]string{"prometheus-" + p.Name + "-rulefiles-0"},
	)
}

// loadReferences loads what the Prometheus object itself refers to into the store, in the operator's order.
func loadReferences(ctx context.Context, p *monitoringv1.Prometheus, generator *prometheus.ConfigGenerator, store *assets.StoreBuilder) error {
	if err := prometheus.AddRemoteReadsToStore(ctx, store, p.Namespace, p.Spec.RemoteRead); err != nil {
		return err
	}
	if err := generator.AddRemoteWriteToStore(ctx, store, p.Namespace, p.Spec.RemoteWrite); err != nil {
		return err
	}
	if err := prometheus.AddAPIServerConfigToStore(ctx, store, p.Namespace, p.Spec.APIServerConfig); err != nil {
		return err
	}
	if p.Spec.Alerting != nil {
		for i, endpoint := range p.Spec.Alerting.Alertmanagers {
			if err := loadEndpoint(ctx, store, p, endpoint); err != nil {
				return fmt.Errorf("alertmanager %d: %w", i, err)
			}
		}
	}
	return prometheus.AddScrapeClassesToStore(ctx, store, p.Namespace, p.Spec.ScrapeClasses)
}

func loadEndpoint(ctx context.Context, store *assets.StoreBuilder, p *monitoringv1.Prometheus, endpoint monitoringv1.AlertmanagerEndpoints) error {
	relabelings, err := validation.NewLabelConfigValidator(p)
	if err != nil {
		return err
	}
	return errors.Join(
		relabelings.Validate(endpoint.RelabelConfigs),
		relabelings.Validate(endpoint.AlertRelabelConfigs),
		store.AddBasicAuth(ctx, p.Namespace, endpoint.BasicAuth),
		store.AddSafeAuthorizationCredentials(ctx, p.Namespace, endpoint.Authorization),
		store.AddSigV4(ctx, p.Namespace, endpoint.Sigv4),
		store.AddTLSConfig(ctx, p.Namespace, endpoint.TLSConfig),
		store.AddProxyConfig(ctx, p.Namespace, endpoint.ProxyConfig),
	)
}
