package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/blang/semver/v4"
	"github.com/prometheus-operator/prometheus-operator/pkg/alertmanager"
	validation "github.com/prometheus-operator/prometheus-operator/pkg/alertmanager/validation/v1alpha1"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	"github.com/prometheus/alertmanager/config"
)

// configurationKey is the key of the Secret that holds the configuration.
const configurationKey = "alertmanager.yaml"

// generateAlertmanager writes alertmanager.yaml of the Alertmanager object.
func generateAlertmanager(ctx context.Context, c *cluster, out *output) {
	am := c.alertmanager
	if am == nil {
		leaveOut(c, monitoringv1alpha1.AlertmanagerConfigKind, "there is no Alertmanager object", c.alertmanagerConfigs)
		return
	}
	configuration, err := alertmanagerConfiguration(ctx, c)
	if err != nil {
		c.report.reject(monitoringv1.AlertmanagersKind, am, oneLine(err))
		return
	}
	c.report.accept(monitoringv1.AlertmanagersKind, am)
	out.Alertmanager = configuration
}

func alertmanagerConfiguration(ctx context.Context, c *cluster) ([]byte, error) {
	am := c.alertmanager
	version, err := semver.ParseTolerant(operator.StringValOrDefault(am.Spec.Version, operator.DefaultAlertmanagerVersion))
	if err != nil {
		return nil, fmt.Errorf("version: %w", err)
	}
	if am.Spec.AlertmanagerConfiguration != nil {
		return nil, errors.New("alertmanagerConfiguration is not judged by this program: use configSecret")
	}
	name := operator.StringValOrDefault(am.Spec.ConfigSecret, "alertmanager-"+am.Name)
	secret, ok := c.secrets[am.Namespace+"/"+name]
	if !ok {
		return nil, fmt.Errorf("there is no Secret %s/%s: the operator would use a configuration that notifies nobody", am.Namespace, name)
	}
	raw, ok := secret.Data[configurationKey]
	if !ok || len(raw) == 0 {
		return nil, fmt.Errorf("Secret %s/%s has no %s: the operator would use a configuration that notifies nobody", am.Namespace, name, configurationKey)
	}
	newBuilder := func() (*alertmanager.ConfigBuilder, error) {
		builder := alertmanager.NewConfigBuilder(c.report.logger(), version, c.store(), am)
		if err := builder.InitializeFromRawConfiguration(raw); err != nil {
			return nil, fmt.Errorf("Secret %s/%s: %w", am.Namespace, name, err)
		}
		return builder, nil
	}
	builder, err := newBuilder()
	if err != nil {
		return nil, err
	}
	s := selector{"alertmanagerConfig", am, am.Spec.AlertmanagerConfigSelector, am.Spec.AlertmanagerConfigNamespaceSelector}
	accepted := map[string]*monitoringv1alpha1.AlertmanagerConfig{}
	for _, tenant := range choose(c, monitoringv1alpha1.AlertmanagerConfigKind, s, c.alertmanagerConfigs) {
		if err := checkTenant(ctx, newBuilder, tenant); err != nil {
			c.report.reject(monitoringv1alpha1.AlertmanagerConfigKind, tenant, oneLine(err))
			continue
		}
		c.report.accept(monitoringv1alpha1.AlertmanagerConfigKind, tenant)
		accepted[tenant.Namespace+"/"+tenant.Name] = tenant
	}
	if err := builder.AddAlertmanagerConfigs(ctx, accepted); err != nil {
		return nil, err
	}
	generated, err := builder.MarshalJSON() // YAML in spite of its name
	if err != nil {
		return nil, err
	}
	if _, err := config.Load(string(generated)); err != nil {
		return nil, fmt.Errorf("Alertmanager refuses what the operator generates: %w", err)
	}
	if am.Spec.AlertmanagerConfigSelector == nil {
		// Without a selector the operator passes the Secret on unread. What it would refuse is a fault all the same.
		return raw, nil
	}
	return generated, nil
}

// checkTenant judges one AlertmanagerConfig by building a configuration with it alone.
func checkTenant(ctx context.Context, newBuilder func() (*alertmanager.ConfigBuilder, error), tenant *monitoringv1alpha1.AlertmanagerConfig) error {
	if err := validation.ValidateAlertmanagerConfig(tenant); err != nil {
		return err
	}
	builder, err := newBuilder()
	if err != nil {
		return err
	}
	return builder.AddAlertmanagerConfigs(ctx, map[string]*monitoringv1alpha1.AlertmanagerConfig{tenant.Name: tenant})
}
