using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Worker.Settings;

/// <summary>Section <c>Inference</c>: where networks run and what a picture may cost.</summary>
public sealed class RuntimeOptions : IValidatableObject
{
    public const string Section = "Inference";

    /// <summary><c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</summary>
    public ExecutionProvider Provider { get; set; } = ExecutionProvider.Cpu;

    /// <summary>CPU threads for networks; 0 takes one per core.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Pictures that networks process at the same time; 0 takes 2 on a CPU of several threads, otherwise 1.</summary>
    [Range(0, 64)]
    public int Concurrency { get; set; }

    /// <summary>Whether a CPU runs the networks as they are rewritten for it; if not, as they are published. A GPU runs them as published.</summary>
    public bool RewrittenNetworks { get; set; } = true;

    /// <summary>Largest accepted picture file.</summary>
    [Range(1, 2000)]
    public int MaxMegabytes { get; set; } = 100;

    /// <summary>Largest accepted picture, millions of pixels.</summary>
    [Range(1, 500)]
    public int MaxMegapixels { get; set; } = 100;

    /// <summary>Megabytes of embeddings and detections kept in memory for the next prompt, about 2 per picture, and 8.4 with SAM 2. 0 keeps none there.</summary>
    [Range(0, 100_000)]
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>Whether these are also kept in Blob Storage, for other workers and after a restart.</summary>
    public bool StoreFeatures { get; set; } = true;

    public PictureLimits ToLimits() => new(MaxMegabytes * 1_000_000L, MaxMegapixels * 1_000_000L);

    public OnnxSettings ToOnnxSettings() => new(Provider, Threads, Concurrency, RewrittenNetworks);

    /// <summary>A provider that this build cannot run ends the start, instead of being replaced by a slower one.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        OnnxSessions.FindFault(ToOnnxSettings()) is { } fault ? [new ValidationResult(fault)] : [];
}

[OptionsValidator]
internal sealed partial class RuntimeOptionsValidator : IValidateOptions<RuntimeOptions>;
