/** Interactive models: effects that differ between rows, by propensities. */
package dev.dml.model.interactive;
