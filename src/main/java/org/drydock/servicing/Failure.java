package org.drydock.servicing;

/**
 * Why a run failed.
 *
 * @param step the name of the step
 * @param index the image index it was at, or null
 * @param updateId the update it was at, or null
 * @param code DISM's code as DISM prints it, or null
 * @param message what happened, what it means and what to do
 * @param dism what DISM said, or null
 */
public record Failure(
    String step, Integer index, String updateId, String code, String message, DismWords dism) {}
