namespace SegFunctions.Inference.Tests;

/// <summary>Names of collections, whose tests run one after the other.</summary>
internal static class TestCollections
{
    /// <summary>Tests that measure how much memory is needed: nothing runs beside them.</summary>
    public const string Memory = "memory";
}

/// <summary>What runs beside a test would count as its memory.</summary>
[CollectionDefinition(TestCollections.Memory, DisableParallelization = true)]
public sealed class MemoryCollection;
