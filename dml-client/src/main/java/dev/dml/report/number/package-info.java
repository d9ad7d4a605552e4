/** How numbers are written for people. */
package dev.dml.report.number;
