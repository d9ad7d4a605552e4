/** How sensitive estimates are to a confounder that nobody observed. */
package dev.dml.analysis.sensitivity;
