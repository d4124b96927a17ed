export const floorTaskQueue = 'floor';
export const floorMasterId = 'floor-master';
export const actorId = (index: number): string => `floor/${index}`;
