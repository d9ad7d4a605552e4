/** The result of an estimation as JSON, and the comparison of two of them. */
package dev.dml.wire.result;
