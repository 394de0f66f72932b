namespace SegFunctions.Worker.Settings;

/// <summary>Setting <c>ServiceBus</c> and its child: the namespace that holds both queues. One of the two is set.</summary>
public sealed class QueueOptions
{
    public const string Section = "ServiceBus";

    /// <summary>The value of <c>ServiceBus</c> itself.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary><c>ServiceBus__fullyQualifiedNamespace</c>, for Azure with an identity.</summary>
    public string FullyQualifiedNamespace { get; set; } = string.Empty;
}
