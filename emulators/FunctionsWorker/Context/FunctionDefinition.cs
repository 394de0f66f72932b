namespace Microsoft.Azure.Functions.Worker;

public abstract class FunctionDefinition
{
    public abstract string PathToAssembly { get; }

    /// <summary><c>Namespace.Type.Method</c></summary>
    public abstract string EntryPoint { get; }

    public abstract string Id { get; }

    /// <summary>As in <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }
}
