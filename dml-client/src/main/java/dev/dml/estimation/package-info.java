/** From a spec file to a result. */
package dev.dml.estimation;
