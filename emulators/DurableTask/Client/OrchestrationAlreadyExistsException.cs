namespace DurableTask.Core.Exceptions;

/// <summary>An instance of that id is Pending, Running or Suspended.</summary>
public class OrchestrationAlreadyExistsException(string message) : Exception(message);
