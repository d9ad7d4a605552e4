/** Partially linear models, with and without instruments: scores of residuals. */
package dev.dml.model.linear;
