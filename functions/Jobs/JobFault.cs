namespace SegFunctions.Jobs;

/// <summary>One reason for which a spec is not accepted.</summary>
/// <param name="Index">Position within the field's list; null when the fault is about the field as a whole.</param>
/// <param name="Message">Completes a sentence that begins with the field's name: <c>must be between 0 and 1</c>.</param>
public sealed record JobFault(JobField Field, int? Index, string Message);
