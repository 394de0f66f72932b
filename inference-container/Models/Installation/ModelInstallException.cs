namespace SegFunctions.Models.Installation;

/// <summary>A model could not be installed; its place in the cache is unchanged.</summary>
/// <param name="failure">For programs.</param>
/// <param name="message">For people: what failed and what to do.</param>
/// <param name="innerException">The error of npm, the file system or the converter.</param>
public sealed class ModelInstallException(ModelInstallFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ModelInstallFailure Failure { get; } = failure;
}
