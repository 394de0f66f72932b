namespace SegFunctions.Models.Tests;

/// <summary>Names of collections, whose tests run one after another.</summary>
internal static class TestCollections
{
    /// <summary>Tests that need much memory, or measure it: nothing runs beside them.</summary>
    public const string Memory = "memory";
}

/// <summary>Anything running beside a test would count as its memory.</summary>
[CollectionDefinition(TestCollections.Memory, DisableParallelization = true)]
public sealed class MemoryCollection;
