/** Difference-in-differences models: two periods, staggered adoption, repeated cross-sections. */
package dev.dml.model.did;
