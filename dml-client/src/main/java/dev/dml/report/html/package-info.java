/** A result as a page for a browser, which needs nothing else. */
package dev.dml.report.html;
