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

    /// <summary>CPU threads for networks; 0 means one per core.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Pictures in inference at the same time; 0 means 2 on a CPU with several threads, otherwise 1.</summary>
    [Range(0, 64)]
    public int Concurrency { get; set; }

    /// <summary>Whether a CPU runs versions of the networks that are rewritten for it; otherwise it runs the published ones, as a GPU always does.</summary>
    public bool RewrittenNetworks { get; set; } = true;

    /// <summary>Maximum size of a picture file in megabytes.</summary>
    [Range(1, 2000)]
    public int MaxMegabytes { get; set; } = 100;

    /// <summary>Maximum size of a picture in millions of pixels.</summary>
    [Range(1, 500)]
    public int MaxMegapixels { get; set; } = 100;

    /// <summary>Megabytes of embeddings and detections kept in memory for the next prompt, about 2 per picture, or 8.4 with SAM 2; 0 for no cache in memory.</summary>
    [Range(0, 100_000)]
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>Whether embeddings and detections are also cached in Blob Storage, for other workers and after a restart.</summary>
    public bool StoreFeatures { get; set; } = true;

    public PictureLimits ToLimits() => new(MaxMegabytes * 1_000_000L, MaxMegapixels * 1_000_000L);

    public OnnxSettings ToOnnxSettings() => new(Provider, Threads, Concurrency, RewrittenNetworks);

    /// <summary>Fails if this build cannot run the provider, instead of silently using a slower one.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        OnnxSessions.FindFault(ToOnnxSettings()) is { } fault ? [new ValidationResult(fault)] : [];
}

[OptionsValidator]
internal sealed partial class RuntimeOptionsValidator : IValidateOptions<RuntimeOptions>;
