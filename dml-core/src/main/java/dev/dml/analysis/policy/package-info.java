/** Whom to treat: trees of decisions, and what following them is worth. */
package dev.dml.analysis.policy;
