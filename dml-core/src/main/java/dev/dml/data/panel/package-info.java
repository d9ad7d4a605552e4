/** Units in several periods: from a row for each unit and period to a row for each unit. */
package dev.dml.data.panel;
