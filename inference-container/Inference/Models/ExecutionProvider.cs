namespace SegFunctions.Inference.Models;

/// <summary>Where ONNX Runtime computes.</summary>
public enum ExecutionProvider
{
    Cpu,
    Cuda,
    TensorRt,
}
