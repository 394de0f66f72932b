using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SegFunctions.Inference.Networks;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks.Providers;

/// <summary>Each installed network alone on a provider, with noise as the picture, at a batch of 1 and, if its file has a dynamic batch, of 8.</summary>
internal static class BareNetworksBenchmark
{
    private const int OpenBatch = 8;
    private const int WarmUps = 5;

    public static Command Command()
    {
        var provider = BenchmarkOptions.Provider("Cpu, Cuda or TensorRt.", ExecutionProvider.Cuda);
        var runs = BenchmarkOptions.Runs("Measured calls of each network.", 50);
        var command = new Command("networks", "The bare networks, one call after the other.") { provider, runs };
        command.SetAction(parsed => Run(parsed.GetValue(provider), parsed.GetValue(runs)));
        return command;
    }

    private static int Run(ExecutionProvider provider, int runs)
    {
        var store = ModelSetup.StoreIn(UserFolders.Cache);
        foreach (var model in ModelCatalogue.Load().Models.Where(store.IsInstalled))
        {
            foreach (var (role, path) in store.FindFiles(model)!)
            {
                foreach (var batch in IsBatchOpen(path) ? (int[])[1, OpenBatch] : [1])
                {
                    var name = $"{model.Name} {role}".ToLowerInvariant();
                    try
                    {
                        Measure(name, path, provider, batch, runs);
                    }
                    catch (OnnxRuntimeException fault) when (batch > 1)
                    {
                        // Some exports have a dynamic batch in their inputs but fix it inside.
                        Console.WriteLine($"{name,-20} {provider}, batch {batch}: cannot be run: {fault.Message}");
                    }
                }
            }
        }

        return 0;
    }

    private static bool IsBatchOpen(string path)
    {
        using var session = new InferenceSession(path);
        return session.InputMetadata.Values.All(input => input.Dimensions[0] == -1 && input.Dimensions.Count(size => size == -1) == 1);
    }

    private static void Measure(string name, string path, ExecutionProvider provider, int batch, int runs)
    {
        using var options = OnnxSessions.CreateOptions(new OnnxSettings(provider), batch);
        using var session = new InferenceSession(path, options);
        List<NamedOnnxValue> inputs = [.. session.InputMetadata.Select(input => Noise(input.Key, input.Value, batch))];
        string[] outputs = [session.OutputNames[0]];
        var times = new List<double>();
        for (var i = 0; i < WarmUps + runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            session.Run(inputs, outputs).Dispose();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times = [.. times.Skip(WarmUps).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-20} {provider}, batch {batch}: median {times[times.Count / 2]:F2} ms ({times[0]:F2} to {times[^1]:F2}, {times.Count} calls), {times[times.Count / 2] / batch:F2} ms a picture"));
    }

    private static NamedOnnxValue Noise(string name, NodeMetadata input, int batch)
    {
        // Besides the batch, only the number of points is dynamic; an input that states a size cannot be 0.
        int[] sizes = [.. input.Dimensions.Select((size, i) => size != -1 ? size : i == 0 ? batch : 1)];
        var count = sizes.Aggregate(1, (product, size) => product * size);
        var random = new Random(1);
        return input.ElementDataType == TensorElementType.Float
            ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Enumerable.Range(0, count).Select(_ => 1 + random.NextSingle()).ToArray(), sizes))
            : throw new NotSupportedException($"The input '{name}' is of {input.ElementDataType}.");
    }
}
