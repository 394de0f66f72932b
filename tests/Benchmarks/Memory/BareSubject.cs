using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks.Memory;

/// <summary>What the subject's network needs in a process with nothing else, for comparison with a worker that answers subject prompts as well.</summary>
internal static class BareSubject
{
    private const string Verb = "bare-subject";
    private const int Runs = 10;

    public static Command Command()
    {
        var command = new Command(Verb, "Started by `memory --mixed`: the memory of a session of the subject's network and nothing else.") { Hidden = true };
        command.SetAction(_ => Measure());
        return command;
    }

    /// <summary>Runs in a process of its own; its line of output is printed here.</summary>
    public static async Task RunAloneAsync(CancellationToken cancellationToken)
    {
        var (program, assembly) = (Environment.ProcessPath!, typeof(BareSubject).Assembly.Location);
        using var process = Process.Start(program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [assembly, Verb] : [Verb]);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"`{Verb}` ended with {process.ExitCode}.");
        }
    }

    private static int Measure()
    {
        // Like the worker that it is compared with.
        NativeHeap.Bound();
        var model = ModelChoice.Of(ModelCatalogue.Load()).Matting;
        var path = new NetworkFiles(ModelSetup.StoreIn(UserFolders.Cache), rewritten: true).GetPath(model, ModelFileRole.Network);
        using var options = OnnxSessions.CreateOptions(new OnnxSettings());
        using var session = new InferenceSession(path, options);
        var side = model.InputSize;
        using var input = OrtValue.CreateTensorValueFromMemory(new float[3 * side * side], [1, 3, side, side]);
        using var run = new RunOptions();
        for (var i = 0; i < Runs; i++)
        {
            session.Run(run, [session.InputNames[0]], [input], [session.OutputNames[0]]).Dispose();
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Name} alone in a process: {ResidentMemory.Of(Environment.ProcessId).Sum / 1e6:F0} MB, at most so far {PeakMemory.Of(Environment.ProcessId) / 1e6:F0} MB"));
        return 0;
    }
}
