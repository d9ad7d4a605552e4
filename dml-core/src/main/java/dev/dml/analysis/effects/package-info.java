/** How effects differ between rows: by group, and along columns. */
package dev.dml.analysis.effects;
