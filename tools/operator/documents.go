package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// document is one Kubernetes object as JSON, and the place it came from.
type document struct {
	source string
	json   []byte
}

// readDocuments reads all objects of a folder's YAML and JSON files, or of standard input for "-".
func readDocuments(input string) ([]document, error) {
	if input == "-" {
		return parseDocuments("standard input", os.Stdin)
	}
	var documents []document
	err := filepath.WalkDir(input, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(file)) {
			return err
		}
		reader, err := os.Open(file)
		if err != nil {
			return err
		}
		defer reader.Close()
		parsed, err := parseDocuments(file, reader)
		documents = append(documents, parsed...)
		return err
	})
	return documents, err
}

// parseDocuments splits a stream at `---` and unfolds lists.
func parseDocuments(source string, stream io.Reader) ([]document, error) {
	var documents []document
	reader := utilyaml.NewYAMLReader(bufio.NewReader(stream))
	for number := 1; ; number++ {
		raw, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: document %d: %w", source, number, err)
		}
		unfolded, err := unfold(fmt.Sprintf("%s, document %d", source, number), raw)
		if err != nil {
			return nil, err
		}
		documents = append(documents, unfolded...)
	}
}

func unfold(source string, raw []byte) ([]document, error) {
	object := bytes.TrimSpace(raw)
	// JSON is YAML too, but much quicker to read as what it is.
	if !json.Valid(object) {
		converted, err := yaml.YAMLToJSONStrict(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source, err)
		}
		object = converted
	}
	if string(object) == "null" {
		return nil, nil
	}
	var list struct {
		Kind  string            `json:"kind"`
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(object, &list); err != nil {
		return nil, fmt.Errorf("%s: no Kubernetes object: %w", source, err)
	}
	if list.Kind != "List" {
		return []document{{source, object}}, nil
	}
	var documents []document
	for index, item := range list.Items {
		documents = append(documents, document{fmt.Sprintf("%s, item %d", source, index+1), item})
	}
	return documents, nil
}
