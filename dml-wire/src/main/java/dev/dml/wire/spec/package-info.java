/**
 * The spec of an estimation: YAML or JSON that is read into a model, learners and settings, and
 * written back.
 */
package dev.dml.wire.spec;
