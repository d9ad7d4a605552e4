/** Results as texts for people and programs. */
package dev.dml.report;
