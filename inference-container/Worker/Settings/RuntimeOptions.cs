using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Worker.Settings;

/// <summary>Section <c>Inference</c>: where networks run and what a picture may cost.</summary>
public sealed class RuntimeOptions
{
    public const string Section = "Inference";

    /// <summary><c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</summary>
    public ExecutionProvider Provider { get; set; } = ExecutionProvider.Cpu;

    /// <summary>CPU threads for networks; 0 takes one per core.</summary>
    public int Threads { get; set; }

    /// <summary>Pictures that networks look at at the same time; 0 takes 2 on a CPU of several threads, else 1.</summary>
    public int Concurrency { get; set; }

    /// <summary>Largest accepted picture file.</summary>
    public int MaxMegabytes { get; set; } = 100;

    /// <summary>Largest accepted picture, millions of pixels.</summary>
    public int MaxMegapixels { get; set; } = 100;

    /// <summary>Megabytes of embeddings and detections kept in memory for the next prompt, about 2 per picture. 0 keeps none there.</summary>
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>Whether that is also kept in Blob Storage, for other workers and after a restart.</summary>
    public bool StoreFeatures { get; set; } = true;

    public PictureLimits ToLimits() => new(MaxMegabytes * 1_000_000L, MaxMegapixels * 1_000_000L);

    public OnnxSettings ToOnnxSettings() => new(Provider, Threads, Concurrency);
}
