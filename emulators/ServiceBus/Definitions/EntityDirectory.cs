namespace Azure.Messaging.ServiceBus.Definitions;

/// <summary>The queues of a namespace, found by path; case is ignored, as in Azure.</summary>
internal sealed class EntityDirectory(IEnumerable<QueueDefinition> queues)
{
    private readonly Dictionary<string, Entity> _entities = queues.SelectMany(Entity.AllOf)
        .ToDictionary(entity => entity.Path, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ServiceBusException">There is none (<see cref="ServiceBusFailureReason.MessagingEntityNotFound"/>).</exception>
    public Entity Get(string path) => _entities.TryGetValue(path, out Entity? entity)
        ? entity
        : throw new ServiceBusException(
            $"The messaging entity '{path}' could not be found in {DefinitionsFile.Name}.", ServiceBusFailureReason.MessagingEntityNotFound, path);
}
