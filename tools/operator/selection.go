package main

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// selector is one pair of selectors of a Prometheus or Alertmanager object.
type selector struct {
	// field is the name of the selector in the owner's spec, without the "Selector" at its end.
	field      string
	owner      metav1.Object
	objects    *metav1.LabelSelector
	namespaces *metav1.LabelSelector
}

// reason says why an object is not selected, or returns "" when it is.
func (s selector) reason(c *cluster, object metav1.Object) (string, error) {
	owner := s.owner.GetName()
	if s.namespaces == nil {
		if object.GetNamespace() != s.owner.GetNamespace() {
			return fmt.Sprintf("%s has no %sNamespaceSelector and so looks into its own namespace only", owner, s.field), nil
		}
	} else {
		matches, err := metav1.LabelSelectorAsSelector(s.namespaces)
		if err != nil {
			return "", fmt.Errorf("%sNamespaceSelector: %w", s.field, err)
		}
		found, exists, err := c.namespaces.GetStore().GetByKey(object.GetNamespace())
		if err != nil {
			return "", err
		}
		if !exists {
			return fmt.Sprintf("there is no Namespace %s", object.GetNamespace()), nil
		}
		own := found.(*corev1.Namespace).Labels
		if !matches.Matches(labels.Set(own)) {
			return fmt.Sprintf("%s's %sNamespaceSelector (%s) does not match the labels of namespace %s (%s)",
				owner, s.field, matches, object.GetNamespace(), labels.FormatLabels(own)), nil
		}
	}
	if s.objects == nil {
		return fmt.Sprintf("%s has no %sSelector and so selects nothing", owner, s.field), nil
	}
	matches, err := metav1.LabelSelectorAsSelector(s.objects)
	if err != nil {
		return "", fmt.Errorf("%sSelector: %w", s.field, err)
	}
	if !matches.Matches(labels.Set(object.GetLabels())) {
		return fmt.Sprintf("%s's %sSelector (%s) does not match its labels (%s)",
			owner, s.field, matches, labels.FormatLabels(object.GetLabels())), nil
	}
	return "", nil
}

// choose splits objects into those that a selector matches and the others, which it reports as not selected.
func choose[T metav1.Object](c *cluster, kind string, s selector, objects []T) []T {
	var chosen []T
	for _, object := range objects {
		reason, err := s.reason(c, object)
		switch {
		case err != nil:
			c.report.reject(kind, object, err)
		case reason != "":
			c.report.add(kind, object, notSelected, reason)
		default:
			chosen = append(chosen, object)
		}
	}
	return chosen
}

// leaveOut reports all objects as not selected because what would select them is not there.
func leaveOut[T metav1.Object](c *cluster, kind string, reason string, objects []T) {
	for _, object := range objects {
		c.report.add(kind, object, notSelected, reason)
	}
}
