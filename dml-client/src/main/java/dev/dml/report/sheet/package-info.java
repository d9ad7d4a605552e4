/** The tables and sentences of a result, before they have a format. */
package dev.dml.report.sheet;
