/** Data files of Stata, releases 8 to 18 (formats 113 to 121). */
package dev.dml.file.stata;
