/** YAML texts as nodes that say where they stand, and back. */
package dev.dml.wire.spec.yaml;
