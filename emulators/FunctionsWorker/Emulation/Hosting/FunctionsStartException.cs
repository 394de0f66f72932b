namespace Microsoft.Azure.Functions.Worker.Emulation.Hosting;

/// <summary>The app cannot start as it is written or configured. The message says what to change; a stack of the emulator's own would only hide it.</summary>
internal sealed class FunctionsStartException(string message) : InvalidOperationException(message)
{
    /// <param name="function">The name of the function at fault.</param>
    public static FunctionsStartException Of(string function, string fault) => new($"Function '{function}' cannot start: {fault}");

    /// <summary>One line, because this is what the runtime prints when nobody catches it.</summary>
    public override string ToString() => Message;
}
