package main

import (
	"context"
	"errors"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	"github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	client "github.com/prometheus/client_golang/prometheus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/tools/cache"
)

// monitors is what the operator's selection took, each with its verdict.
type monitors struct {
	serviceMonitors operator.TypedResourcesSelection[*monitoringv1.ServiceMonitor]
	podMonitors     operator.TypedResourcesSelection[*monitoringv1.PodMonitor]
	probes          operator.TypedResourcesSelection[*monitoringv1.Probe]
	scrapeConfigs   operator.TypedResourcesSelection[*monitoringv1alpha1.ScrapeConfig]
}

// selectMonitors lets the operator's own selection judge the objects, and reports each of them.
func selectMonitors(ctx context.Context, c *cluster, store *assets.StoreBuilder) (*monitors, error) {
	p, spec := c.prometheus, c.prometheus.Spec
	// The selection sends at most one event for each object; nobody reads them, the verdict says the same.
	most := len(c.serviceMonitors) + len(c.podMonitors) + len(c.probes) + len(c.scrapeConfigs)
	operators, err := prometheus.NewResourceSelector(
		c.report.logger(), p, store, c.namespaces,
		operator.NewMetrics(client.NewRegistry()), operator.NewFakeRecorder(most, p),
	)
	if err != nil {
		return nil, err
	}
	var selected monitors
	var errs [4]error
	selected.serviceMonitors, errs[0] = judge(ctx, c, monitoringv1.ServiceMonitorsKind, c.serviceMonitors, operators.SelectServiceMonitors,
		selector{"serviceMonitor", p, spec.ServiceMonitorSelector, spec.ServiceMonitorNamespaceSelector})
	selected.podMonitors, errs[1] = judge(ctx, c, monitoringv1.PodMonitorsKind, c.podMonitors, operators.SelectPodMonitors,
		selector{"podMonitor", p, spec.PodMonitorSelector, spec.PodMonitorNamespaceSelector})
	selected.probes, errs[2] = judge(ctx, c, monitoringv1.ProbesKind, c.probes, operators.SelectProbes,
		selector{"probe", p, spec.ProbeSelector, spec.ProbeNamespaceSelector})
	selected.scrapeConfigs, errs[3] = judge(ctx, c, monitoringv1alpha1.ScrapeConfigsKind, c.scrapeConfigs, operators.SelectScrapeConfigs,
		selector{"scrapeConfig", p, spec.ScrapeConfigSelector, spec.ScrapeConfigNamespaceSelector})
	return &selected, errors.Join(errs[:]...)
}

// monitor is one of the kinds that the operator turns into scrape configurations.
type monitor interface {
	operator.ConfigurationResource
	metav1.Object
}

type selectFunc[T operator.ConfigurationResource] func(context.Context, prometheus.ListAllByNamespaceFn) (operator.TypedResourcesSelection[T], error)

// judge runs one of the operator's selections over objects and reports what became of each.
func judge[T monitor](ctx context.Context, c *cluster, kind string, objects []T, selectObjects selectFunc[T], s selector) (operator.TypedResourcesSelection[T], error) {
	chosen := choose(c, kind, s, objects)
	selection, err := selectObjects(ctx, func(namespace string, matches labels.Selector, add cache.AppendFunc) error {
		for _, object := range objects {
			if object.GetNamespace() == namespace && matches.Matches(labels.Set(object.GetLabels())) {
				add(object)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, object := range chosen {
		verdict, taken := selection[object.GetNamespace()+"/"+object.GetName()]
		condition := metav1.ConditionUnknown
		message := "the operator did not select it"
		if taken {
			first := verdict.Conditions()[0]
			condition, message = metav1.ConditionStatus(first.Status), first.Message
		}
		if condition == metav1.ConditionTrue {
			c.report.accept(kind, object)
		} else {
			c.report.reject(kind, object, errors.New(message))
		}
	}
	return selection, nil
}
