// Linear algebra on plain arrays: vectors are lists, matrices lists of rows. Tested against numpy.

/** matrix (rows × columns) times vector. */
export function times(matrix, vector) {
  return matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * vector[i], 0));
}

/** Matrix times matrix, with plain loops: some widgets run this a thousand times for each picture. */
export function product(a, b) {
  const n = b.length, m = b[0].length;
  return a.map((row) => {
    const sums = Array(m).fill(0);
    for (let k = 0; k < n; k += 1) for (let j = 0; j < m; j += 1) sums[j] += row[k] * b[k][j];
    return sums;
  });
}

/** The matrix of all products a_i b_j. */
export const outer = (a, b) => a.map((one) => b.map((other) => one * other));

export const transposed = (matrix) => matrix[0].map((_, j) => matrix.map((row) => row[j]));

export const scaled = (matrix, factor) => matrix.map((row) => row.map((value) => value * factor));

export const identity = (size) => Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => Number(i === j)));

/** The sum of vectors of equal length. */
export function plus(...vectors) {
  return vectors[0].map((_, i) => vectors.reduce((sum, vector) => sum + vector[i], 0));
}

export const minus = (a, b) => a.map((value, i) => value - b[i]);

/** The length (Euclidean norm) of a vector; of a matrix, with matrix.flat(), its Frobenius norm. */
export const norm = (vector) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
