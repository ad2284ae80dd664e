package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	monitoringv1beta1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1beta1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"
	kjson "sigs.k8s.io/json"
)

// cluster holds the objects as an API server would hand them to the operator.
type cluster struct {
	// namespaces is never started: it only is the store that the operator's packages look into.
	namespaces cache.SharedIndexInformer
	secrets    map[string]*corev1.Secret
	configMaps map[string]*corev1.ConfigMap

	prometheus   *monitoringv1.Prometheus
	alertmanager *monitoringv1.Alertmanager

	serviceMonitors     []*monitoringv1.ServiceMonitor
	podMonitors         []*monitoringv1.PodMonitor
	probes              []*monitoringv1.Probe
	scrapeConfigs       []*monitoringv1alpha1.ScrapeConfig
	rules               []*monitoringv1.PrometheusRule
	alertmanagerConfigs []*monitoringv1alpha1.AlertmanagerConfig

	report *Report
}

// newCluster decodes the documents. A custom resource with a field that the operator does not know is
// rejected; objects of other kinds are left out.
func newCluster(documents []document, report *Report) *cluster {
	c := &cluster{
		namespaces: cache.NewSharedIndexInformer(&cache.ListWatch{}, &corev1.Namespace{}, 0, cache.Indexers{}),
		secrets:    map[string]*corev1.Secret{},
		configMaps: map[string]*corev1.ConfigMap{},
		report:     report,
	}
	seen := map[string]string{}
	for _, d := range documents {
		var head metav1.PartialObjectMetadata
		if err := json.Unmarshal(d.json, &head); err != nil {
			report.fault("%s: no Kubernetes object: %v", d.source, err)
			continue
		}
		if !isMonitoring(head.APIVersion) && head.APIVersion != "v1" {
			continue
		}
		key := strings.Join([]string{head.Kind, head.Namespace, head.Name}, "/")
		if previous, ok := seen[key]; ok {
			report.fault("%s %s/%s is there twice: %s and %s", head.Kind, head.Namespace, head.Name, previous, d.source)
			continue
		}
		seen[key] = d.source
		c.add(d, head)
	}
	return c
}

func isMonitoring(apiVersion string) bool {
	return strings.HasPrefix(apiVersion, monitoring.GroupName+"/")
}

// add decodes one object into its list.
func (c *cluster) add(d document, head metav1.PartialObjectMetadata) {
	if isMonitoring(head.APIVersion) && head.Namespace == "" {
		c.report.reject(head.Kind, &head, errors.New("metadata.namespace is missing"))
		return
	}
	switch head.APIVersion + " " + head.Kind {
	case "v1 Namespace":
		if namespace, ok := decode(c, d, head, &corev1.Namespace{}); ok {
			_ = c.namespaces.GetStore().Add(withNameLabel(namespace))
		}
	case "v1 Secret":
		if secret, ok := decode(c, d, head, &corev1.Secret{}); ok {
			c.secrets[head.Namespace+"/"+head.Name] = withStringData(secret)
		}
	case "v1 ConfigMap":
		if configMap, ok := decode(c, d, head, &corev1.ConfigMap{}); ok {
			c.configMaps[head.Namespace+"/"+head.Name] = configMap
		}
	case "monitoring.coreos.com/v1 Prometheus":
		if prometheus, ok := decode(c, d, head, &monitoringv1.Prometheus{}); ok {
			if c.prometheus != nil {
				c.report.reject(head.Kind, prometheus, fmt.Errorf("there is another one, %s", c.prometheus.Name))
				return
			}
			c.prometheus = withPrometheusDefaults(prometheus)
		}
	case "monitoring.coreos.com/v1 Alertmanager":
		if alertmanager, ok := decode(c, d, head, &monitoringv1.Alertmanager{}); ok {
			if c.alertmanager != nil {
				c.report.reject(head.Kind, alertmanager, fmt.Errorf("there is another one, %s", c.alertmanager.Name))
				return
			}
			c.alertmanager = alertmanager
		}
	case "monitoring.coreos.com/v1 ServiceMonitor":
		c.serviceMonitors = collect(c, d, head, c.serviceMonitors, &monitoringv1.ServiceMonitor{})
	case "monitoring.coreos.com/v1 PodMonitor":
		c.podMonitors = collect(c, d, head, c.podMonitors, &monitoringv1.PodMonitor{})
	case "monitoring.coreos.com/v1 Probe":
		if probe, ok := decode(c, d, head, &monitoringv1.Probe{}); ok {
			c.probes = append(c.probes, withProbeDefaults(probe))
		}
	case "monitoring.coreos.com/v1alpha1 ScrapeConfig":
		c.scrapeConfigs = collect(c, d, head, c.scrapeConfigs, &monitoringv1alpha1.ScrapeConfig{})
	case "monitoring.coreos.com/v1 PrometheusRule":
		c.rules = collect(c, d, head, c.rules, &monitoringv1.PrometheusRule{})
	case "monitoring.coreos.com/v1alpha1 AlertmanagerConfig":
		c.alertmanagerConfigs = collect(c, d, head, c.alertmanagerConfigs, &monitoringv1alpha1.AlertmanagerConfig{})
	case "monitoring.coreos.com/v1beta1 AlertmanagerConfig":
		if newer, ok := decode(c, d, head, &monitoringv1beta1.AlertmanagerConfig{}); ok {
			older := &monitoringv1alpha1.AlertmanagerConfig{}
			if err := newer.ConvertTo(older); err != nil {
				c.report.reject(head.Kind, newer, err)
				return
			}
			c.alertmanagerConfigs = append(c.alertmanagerConfigs, older)
		}
	default:
		if isMonitoring(head.APIVersion) {
			c.report.warn("%s %s/%s (%s) is not judged by this program", head.Kind, head.Namespace, head.Name, head.APIVersion)
		}
	}
}

// decode reads an object into a typed one; custom resources may have no unknown field.
func decode[T metav1.Object](c *cluster, d document, head metav1.PartialObjectMetadata, object T) (T, bool) {
	unknown, err := kjson.UnmarshalStrict(d.json, object)
	if err == nil && isMonitoring(head.APIVersion) {
		err = errors.Join(unknown...)
	}
	if err == nil {
		return object, true
	}
	reason := oneLine(err)
	c.report.reject(head.Kind, &head, reason)
	return object, false
}

func collect[T metav1.Object](c *cluster, d document, head metav1.PartialObjectMetadata, list []T, object T) []T {
	if decoded, ok := decode(c, d, head, object); ok {
		return append(list, decoded)
	}
	return list
}

// withNameLabel adds the label that every API server gives a namespace.
func withNameLabel(namespace *corev1.Namespace) *corev1.Namespace {
	if namespace.Labels == nil {
		namespace.Labels = map[string]string{}
	}
	namespace.Labels[corev1.LabelMetadataName] = namespace.Name
	return namespace
}

// withStringData merges stringData into data, as an API server does.
func withStringData(secret *corev1.Secret) *corev1.Secret {
	if secret.Data == nil {
		secret.Data = map[string][]byte{}
	}
	for key, value := range secret.StringData {
		secret.Data[key] = []byte(value)
	}
	secret.StringData = nil
	return secret
}

// withPrometheusDefaults sets the defaults of the custom resource definition that the configuration depends on.
func withPrometheusDefaults(prometheus *monitoringv1.Prometheus) *monitoringv1.Prometheus {
	if prometheus.Spec.ScrapeInterval == "" {
		prometheus.Spec.ScrapeInterval = "30s"
	}
	if prometheus.Spec.EvaluationInterval == "" {
		prometheus.Spec.EvaluationInterval = "30s"
	}
	return prometheus
}

func withProbeDefaults(probe *monitoringv1.Probe) *monitoringv1.Probe {
	if probe.Spec.ProberSpec.Path == "" {
		probe.Spec.ProberSpec.Path = "/probe"
	}
	return probe
}
