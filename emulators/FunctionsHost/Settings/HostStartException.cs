namespace Emulators.FunctionsHost.Settings;

/// <summary>The host cannot start with this app as it is written or configured. The message is a sentence that says what to change.</summary>
internal sealed class HostStartException(string message) : Exception(message)
{
    /// <param name="function">The name of the function at fault.</param>
    public static HostStartException Of(string function, string fault) => new($"Function '{function}' cannot start: {fault}");
}
