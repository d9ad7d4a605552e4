/** Data sets: typed columns, their roles in a causal model, and reading them from files. */
package dev.dml.data;
