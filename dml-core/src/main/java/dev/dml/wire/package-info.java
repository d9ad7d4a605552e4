/**
 * JSON and YAML forms: the spec of an estimation and its result. Nothing else in the program knows
 * JSON.
 */
package dev.dml.wire;
