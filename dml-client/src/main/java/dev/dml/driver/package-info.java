/** The function that drives runs in an account while no client is there. */
package dev.dml.driver;
