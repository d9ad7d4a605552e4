/** Public data sets of published studies: downloaded, verified and prepared. */
package dev.dml.fetch;
