/** Made-up populations whose true effects are known, to see how often intervals cover them. */
package dev.dml.simulation;
