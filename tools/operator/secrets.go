package main

import (
	"context"

	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

// store returns the operator's view on Secrets and ConfigMaps.
func (c *cluster) store() *assets.StoreBuilder { return assets.NewStoreBuilder(c, c) }

// Secrets implements typedcorev1.SecretsGetter; only Get is there.
func (c *cluster) Secrets(namespace string) typedcorev1.SecretInterface {
	return secretReader{namespace: namespace, secrets: c.secrets}
}

// ConfigMaps implements typedcorev1.ConfigMapsGetter; only Get is there.
func (c *cluster) ConfigMaps(namespace string) typedcorev1.ConfigMapInterface {
	return configMapReader{namespace: namespace, configMaps: c.configMaps}
}

type secretReader struct {
	typedcorev1.SecretInterface
	namespace string
	secrets   map[string]*corev1.Secret
}

func (r secretReader) Get(_ context.Context, name string, _ metav1.GetOptions) (*corev1.Secret, error) {
	if secret, ok := r.secrets[r.namespace+"/"+name]; ok {
		return secret, nil
	}
	return nil, apierrors.NewNotFound(corev1.Resource("secrets"), name)
}

type configMapReader struct {
	typedcorev1.ConfigMapInterface
	namespace  string
	configMaps map[string]*corev1.ConfigMap
}

func (r configMapReader) Get(_ context.Context, name string, _ metav1.GetOptions) (*corev1.ConfigMap, error) {
	if configMap, ok := r.configMaps[r.namespace+"/"+name]; ok {
		return configMap, nil
	}
	return nil, apierrors.NewNotFound(corev1.Resource("configmaps"), name)
}
