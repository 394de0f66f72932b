using System.ComponentModel;
using System.Diagnostics;

namespace SegFunctions.Local.Setup;

/// <summary>Runs npm.</summary>
internal static class NpmCommand
{
    private const int ShownLines = 10;

    /// <param name="arguments">Not quoted.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="onLine">Told of each line of its standard error as it comes.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="UserException">There is no npm, or it failed; the message has its last words.</exception>
    public static async Task RunAsync(IReadOnlyList<string> arguments, string folder, Action<string> onLine, CancellationToken cancellationToken)
    {
        using var npm = Start(arguments, folder);
        npm.StandardInput.Close();
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var lastWords = new Queue<string>();
            while (await npm.StandardError.ReadLineAsync(cancellationToken) is { } line)
            {
                onLine(line);
                if (line.StartsWith("npm error", StringComparison.Ordinal) && lastWords.Count < ShownLines)
                {
                    lastWords.Enqueue(line);
                }
            }

            await output;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                throw new UserException(
                    $"npm {string.Join(' ', arguments)} failed with exit code {npm.ExitCode}. Is the registry reachable?\n{string.Join('\n', lastWords)}");
            }
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo("npm", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new UserException("npm is not on the path. Install Node.js 20 or later, which brings it.", exception);
        }
    }
}
