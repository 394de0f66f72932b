namespace SegFunctions.Worker.Health;

/// <summary>State of one part of the worker.</summary>
/// <param name="Healthy">False while requests cannot be answered because of it.</param>
/// <param name="State">A few words for people.</param>
internal sealed record PartHealth(bool Healthy, string State);
