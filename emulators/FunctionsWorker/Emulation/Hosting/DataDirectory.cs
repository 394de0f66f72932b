namespace Microsoft.Azure.Functions.Worker.Emulation.Hosting;

/// <summary>Where the host keeps what must be there after a restart.</summary>
/// <param name="path">Setting <c>EMULATOR_DATA</c>; needed only by functions that keep something.</param>
internal sealed class DataDirectory(string? path)
{
    /// <param name="function">The function that needs it, for the message.</param>
    /// <returns>An absolute path; the directory is there.</returns>
    /// <exception cref="FunctionsStartException">The setting is missing.</exception>
    public string For(string function) => string.IsNullOrEmpty(path)
        ? throw FunctionsStartException.Of(function, "it keeps state, so the setting EMULATOR_DATA must name a directory.")
        : Directory.CreateDirectory(path).FullName;
}
