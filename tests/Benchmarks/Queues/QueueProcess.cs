using System.Diagnostics;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>
/// A client of the queues: this program again, in a separate process. The two communicate by lines on standard input and output; when the standard
/// input ends, the process exits.
/// </summary>
internal sealed class QueueProcess : IDisposable
{
    private const string ConnectionVariable = "SEGFUNCTIONS_BENCHMARK_QUEUES";

    private QueueProcess(Process process) => Process = process;

    /// <summary>In the started process: the connection string that it was given.</summary>
    /// <exception cref="InvalidOperationException">It was given none.</exception>
    public static string ConnectionString => Environment.GetEnvironmentVariable(ConnectionVariable)
        ?? throw new InvalidOperationException($"{ConnectionVariable} is not set: this verb is started by `queue`.");

    public Process Process { get; }

    /// <param name="connectionString">For the process's client.</param>
    /// <param name="arguments">A hidden verb of this program and its options.</param>
    public static QueueProcess Start(string connectionString, params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var assembly = typeof(QueueProcess).Assembly.Location;
        var start = new ProcessStartInfo(program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [assembly, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[ConnectionVariable] = connectionString;
        return new QueueProcess(Process.Start(start)!);
    }

    /// <summary>In the started process: canceled when its parent releases it. Reads the standard input, which nothing else may read.</summary>
    public static CancellationToken Leash(CancellationToken cancellationToken)
    {
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = new Thread(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
            }

            stopping.Cancel();
        });
        watching.IsBackground = true;
        watching.Start();
        return stopping.Token;
    }

    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await Process.StandardOutput.ReadLineAsync(cancellationToken)
        ?? throw new InvalidOperationException($"The process {string.Join(' ', Process.StartInfo.ArgumentList)} has ended.");

    public Task WriteLineAsync(string line) => Process.StandardInput.WriteLineAsync(line);

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }
}
